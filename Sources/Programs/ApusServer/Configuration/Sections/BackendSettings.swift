// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `[backend:NAME]`: a storage engine with its options.
public struct BackendSettings: Hashable, Sendable {
    /// The storage engines there are.
    public enum Engine: String, Hashable, Sendable, CaseIterable {
        /// Gone with the process.
        case memory
        /// A file per object, and SQLite.
        case file
        /// RocksDB, and files for large objects.
        case packed
    }

    /// NAME.
    public var name: String
    public var engine: Engine
    /// `path`: where its data is; nil for a folder of its name in `data_dir`.
    public var path: String?
    /// `verify_reads`: whether bodies are compared with their checksums before they are sent.
    public var verifiesReads = true
    /// Where the section begins.
    var line: Int?

    /// What a policy gets that names an engine, or nothing.
    init(engine: Engine) {
        name = engine.rawValue
        self.engine = engine
    }

    init?(name: String, _ section: inout SectionReader) {
        line = section.line
        self.name = name
        path = section.nonEmptyText("path")
        verifiesReads = section.boolean("verify_reads") ?? true
        if let path, path.utf8.first != UInt8(ascii: "/") {
            section.complain(at: section.line, "path is absolute, not \(path)")
        }
        let isSound = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        if name.isEmpty || !isSound {
            section.complain(
                at: section.line, "a back-end's name has small letters, digits and dashes only")
        }
        let text = section.nonEmptyText("engine") ?? name
        guard let engine = Engine(rawValue: text) else {
            section.complain(at: section.line, Self.unknown(text))
            return nil
        }
        self.engine = engine
    }

    /// The sentence about an engine that there is not.
    static func unknown(_ name: String) -> String {
        let all = Engine.allCases.map(\.rawValue)
        let nearest = NearestName.of(name, among: all).map { "; is \($0) meant?" } ?? ""
        return "there is no back-end \(name) (there are \(all.joined(separator: ", ")))\(nearest)"
    }
}
