// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusXML

extension DS3 {
    /// An object in the list that a job, or a question about placement, is made with.
    public struct ListedObject: Hashable, Sendable {
        public var name: String
        /// The bytes it will have; of jobs that put.
        public var sizeBytes: Int?
        /// Where the wanted bytes begin; of jobs that get, with `lengthBytes`.
        public var offset: Int?
        /// How many bytes are wanted.
        public var lengthBytes: Int?
        public var versionID: String?

        public init(
            _ name: String, sizeBytes: Int? = nil, offset: Int? = nil, lengthBytes: Int? = nil,
            versionID: String? = nil
        ) {
            self.name = name
            self.sizeBytes = sizeBytes
            self.offset = offset
            self.lengthBytes = lengthBytes
            self.versionID = versionID
        }

        /// Whether XML can hold the name; of those that it cannot no job can be made.
        public var isSendable: Bool { !name.isEmpty && XMLText.canHold(name) }

        func append(to writer: inout ByteWriter) {
            writer.append("<Object")
            writer.append(xmlAttribute: "Name", name)
            if let sizeBytes { writer.append(xmlAttribute: "Size", String(sizeBytes)) }
            if let offset { writer.append(xmlAttribute: "Offset", String(offset)) }
            if let lengthBytes { writer.append(xmlAttribute: "Length", String(lengthBytes)) }
            if let versionID { writer.append(xmlAttribute: "VersionId", versionID) }
            writer.append("/>")
        }

        init(_ tag: XMLTag) throws(DS3Error) {
            name = try tag.required("Name")
            sizeBytes = try tag.natural("Size")
            offset = try tag.natural("Offset")
            lengthBytes = try tag.natural("Length")
            versionID = tag.value("VersionId") ?? tag.value("VersionID")
        }
    }

    /// Writes a list of objects piece by piece.
    public struct ObjectListPieces: Sequence, IteratorProtocol, Sendable {
        private let objects: [ListedObject]
        private var position = -1

        public init(_ objects: [ListedObject]) {
            self.objects = objects
        }

        /// How many bytes all pieces have. Costs a run over the list, and holds one piece.
        public var byteCount: Int { reduce(0) { $0 + $1.count } }

        /// About 64 KiB; nil at the end.
        public mutating func next() -> Bytes? {
            guard position <= objects.count else { return nil }
            var writer = ByteWriter(capacity: 66 * 1024)
            if position < 0 {
                writer.append("<Objects>")
                position = 0
            }
            while position < objects.count, writer.count < 64 * 1024 {
                objects[position].append(to: &writer)
                position += 1
            }
            if position == objects.count, writer.count < 64 * 1024 {
                writer.append("</Objects>")
                position += 1
            }
            return writer.finish()
        }
    }

    /// Reads a list of objects as it comes.
    public struct ObjectListReader: ~Copyable, Sendable {
        private var reader: XMLReader
        private var depth = 0
        private var count = 0
        private let limit: Int

        /// - Parameter limit: how many objects are read before the list is refused.
        public init(limit: Int = 500_000) {
            self.limit = limit
            reader = XMLReader(limits: .list)
        }

        /// Gives more of the list.
        public mutating func feed(_ bytes: Bytes) { reader.feed(bytes) }

        /// Says that there is no more.
        public mutating func finish() { reader.finish() }

        /// The next object; nil when more bytes are needed or, once finished, at the end.
        public mutating func next() throws(DS3Error) -> ListedObject? {
            while let event = try reader.nextOfList() {
                switch event {
                case .start(let tag):
                    depth += 1
                    guard depth > 1 else {
                        guard tag.name == "Objects" else {
                            throw DS3Error(.badRequest, "a list of objects is called Objects")
                        }
                        continue
                    }
                    guard depth == 2, tag.name == "Object" else { continue }
                    count += 1
                    guard count <= limit else {
                        throw DS3Error(.badRequest, "more than \(limit) objects")
                    }
                    return try ListedObject(tag)
                case .end: depth -= 1
                case .text: continue
                }
            }
            return nil
        }
    }
}

extension XMLReader {
    mutating func nextOfList() throws(DS3Error) -> XMLEvent? {
        do throws(XMLError) {
            return try next()
        } catch {
            throw DS3Error(.badRequest, "no list of objects: \(error)")
        }
    }
}

extension XMLTag {
    func value(_ name: String) -> String? {
        guard let value = attributes.first(where: { $0.name == name })?.value, !value.isEmpty
        else { return nil }
        return value
    }

    func required(_ name: String) throws(DS3Error) -> String {
        guard let value = value(name) else {
            throw DS3Error(.badRequest, "\(self.name) without \(name)")
        }
        return value
    }

    func natural(_ name: String) throws(DS3Error) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw DS3Error(.badRequest, "\(name) is no number of bytes: '\(text)'")
        }
        return number
    }

    func boolean(_ name: String) -> Bool? { value(name).flatMap { DS3.boolean($0) } }
}
