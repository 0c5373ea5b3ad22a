// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusStorage

/// `[backend:NAME]`: a storage engine with its options.
public struct BackendSettings: Hashable, Sendable {
    /// NAME.
    public var name: String
    /// `engine`: the name of a group; NAME, or that of the library's group, when not given.
    public var engine: String
    /// `path`: where its data is; nil for a folder of its name in `data_dir`.
    public var path: String?
    /// The group's own options.
    public var options = BackendOptions()
    /// Whether there is anything of it after the process has ended.
    var keepsData: Bool
    /// Where the section begins.
    var line: Int?

    /// What a policy gets that names a group, or nothing.
    init(_ group: BackendGroup) {
        name = group.name
        engine = group.name
        keepsData = group.keepsData
    }

    /// Reads a section, and loads the library that it names.
    init?(name: String, _ registry: inout BackendRegistry, _ section: inout SectionReader) {
        line = section.line
        self.name = name
        path = section.nonEmptyText("path")
        if let path, path.utf8.first != UInt8(ascii: "/") {
            section.complain(at: section.line, "path is absolute, not \(path)")
        }
        if !Self.isSound(name) {
            section.complain(
                at: section.line, "a back-end's name has small letters, digits and dashes only")
        }
        var loaded: String?
        if let library = section.nonEmptyText("library") {
            do throws(ServerError) {
                loaded = try registry.load(library: library)
            } catch {
                section.complain(at: section.line, error.description)
                section.ignore("*")
                return nil
            }
        }
        engine = section.nonEmptyText("engine") ?? loaded ?? name
        guard let group = registry[engine] else {
            section.complain(at: section.line, Self.unknown(engine, registry))
            section.ignore("*")
            return nil
        }
        keepsData = group.keepsData
        readOptions(of: group, &section)
    }

    /// Takes over what a section says of a group's own options.
    ///
    /// - Returns: the names of those that it gives.
    @discardableResult
    mutating func readOptions(of group: BackendGroup, _ section: inout SectionReader) -> [String] {
        var given: [String] = []
        for option in group.options {
            guard let value = section.value(of: option) else { continue }
            options[option.name] = value
            given.append(option.name)
        }
        return given
    }

    /// Whether a name can be one of a back-end.
    static func isSound(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The sentence about an engine that there is not.
    static func unknown(_ name: String, _ registry: BackendRegistry) -> String {
        let all = registry.names
        let nearest = NearestName.of(name, among: all).map { "; is \($0) meant?" } ?? ""
        return "there is no back-end \(name) (there are \(all.joined(separator: ", ")))\(nearest)"
    }
}

extension SectionReader {
    /// The value of a group's option; nil when the section does not give it.
    fileprivate mutating func value(of option: BackendOption) -> BackendOptions.Value? {
        switch option.kind {
        case .text: nonEmptyText(option.name).map { .text($0) }
        case .boolean: boolean(option.name).map { .boolean($0) }
        case .integer(let range): integer(option.name, in: range).map { .integer($0) }
        case .bytes(let range): sizeBytes(option.name, in: range).map { .bytes($0) }
        case .duration:
            duration(option.name, in: .zero ... .seconds(1_000_000)).map { .duration($0) }
        }
    }
}
