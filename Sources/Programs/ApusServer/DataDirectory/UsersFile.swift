// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusAuth
import ApusBytes
import ApusIO

/// Users kept beside the configuration, so that programs can add and remove them without editing
/// what people have written.
///
/// One section, `[users]`, with the options of `[filter:tempauth]` that name users.
public struct UsersFile: Hashable, Sendable {
    /// Where it is.
    public let path: String

    /// Takes the file at this path; it is read when it is asked for.
    public init(_ path: String) {
        self.path = path
    }

    /// The file that a configuration uses; nil when it neither names one nor has a data
    /// directory.
    public init?(of configuration: Configuration) {
        if let path = configuration.tempAuth?.usersFile {
            self.init(path)
        } else if let directory = configuration.general.dataDirectory {
            self.init(DataDirectory.usersFile(in: directory))
        } else {
            return nil
        }
    }

    /// Its users; none when there is no file. Blocks.
    ///
    /// - Throws: `ConfigurationError`.
    public func read() throws(ConfigurationError) -> [TempAuthUser] {
        let bytes: Bytes?
        do throws(SystemError) {
            bytes = try PrivateFile(path: path).read()
        } catch {
            throw ConfigurationError(path, [.init("\(error)")])
        }
        guard let bytes else { return [] }
        var users: [TempAuthUser] = []
        var problems: [ConfigurationError.Problem] = []
        for section in try INIFile(parsing: bytes, file: path).sections {
            guard section.name == "users" else {
                problems.append(.init(line: section.line, "there is no section [\(section.name)]"))
                continue
            }
            for entry in section.entries {
                do {
                    users.append(try TempAuthUser(option: entry.name, value: entry.value))
                } catch {
                    problems.append(.init(line: entry.line, "\(entry.name): \(error)"))
                }
            }
        }
        guard problems.isEmpty else { throw ConfigurationError(path, problems) }
        return users
    }

    /// Replaces its users in one step; durable once it returns. Blocks.
    ///
    /// - Throws: `SystemError`.
    public func write(_ users: [TempAuthUser]) throws {
        var text =
            "# Users of apusd. 'apusd user' rewrites this file; SIGHUP makes a running apusd\n"
        text += "# read it again.\n[users]\n"
        for user in users.sorted(by: { $0.name < $1.name }) {
            text += "\(user.option) = \(user.value)\n"
        }
        try PrivateFile(path: path).write(Bytes(text))
    }
}
