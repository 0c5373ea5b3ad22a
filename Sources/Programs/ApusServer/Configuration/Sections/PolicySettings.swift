// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `[storage-policy:N]`.
public struct PolicySettings: Hashable, Sendable {
    /// N.
    public var number: Int
    public var name: String
    public var aliases: [String]
    public var isDefault: Bool
    public var isDeprecated: Bool
    /// The name of a `[backend:NAME]` section, or of an engine; nil for the default one.
    public var backend: String?
    /// Where the section begins.
    var line: Int?

    /// The one there is when no section names any.
    static let standard = PolicySettings(
        number: 0, name: "Policy-0", aliases: [], isDefault: true, isDeprecated: false,
        backend: nil, line: nil)

    init(
        number: Int, name: String, aliases: [String], isDefault: Bool, isDeprecated: Bool,
        backend: String?, line: Int?
    ) {
        self.number = number
        self.name = name
        self.aliases = aliases
        self.isDefault = isDefault
        self.isDeprecated = isDeprecated
        self.backend = backend
        self.line = line
    }

    init?(number text: Substring, _ section: inout SectionReader) {
        line = section.line
        name = section.nonEmptyText("name") ?? ""
        aliases = section.list("aliases") ?? []
        isDefault = section.boolean("default") ?? false
        isDeprecated = section.boolean("deprecated") ?? false
        backend = section.nonEmptyText("backend")
        section.ignore("policy_type", "diskfile_module", "ec_*", "object_ring", "region_*")
        guard let number = Int(text), (0...1_000_000).contains(number) else {
            section.complain(at: section.line, "a storage policy's number is not \(text)")
            return nil
        }
        self.number = number
        if name.isEmpty { name = "Policy-\(number)" }
        for name in [name] + aliases where !Self.isSound(name) {
            section.complain(
                at: section.line, "a policy's name has letters, digits and dashes only: \(name)")
        }
        if isDefault, isDeprecated {
            section.complain(at: section.line, "a deprecated policy cannot be the default one")
        }
    }

    private static func isSound(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension [PolicySettings] {
    /// What is wrong with policies that are each sound: names or numbers twice, no default.
    func problemsTogether() -> [ConfigurationError.Problem] {
        var problems: [ConfigurationError.Problem] = []
        var names: Set<String> = []
        var numbers: Set<Int> = []
        for policy in self {
            if !numbers.insert(policy.number).inserted {
                problems.append(
                    .init(line: policy.line, "a second storage policy \(policy.number)"))
            }
            for name in [policy.name] + policy.aliases
            where !names.insert(name.lowercased()).inserted {
                problems.append(.init(line: policy.line, "a second storage policy called \(name)"))
            }
        }
        let defaults = filter(\.isDefault)
        if let second = defaults.dropFirst().first {
            problems.append(.init(line: second.line, "a second default storage policy"))
        }
        if defaults.isEmpty, let first, count > 1 {
            problems.append(.init(line: first.line, "no storage policy says default = yes"))
        }
        if let only = first, count == 1, only.isDeprecated {
            problems.append(.init(line: only.line, "the only storage policy is deprecated"))
        }
        return problems
    }
}
