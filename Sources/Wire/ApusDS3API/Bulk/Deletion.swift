// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusXML

extension DS3 {
    /// The objects that a request deletes together.
    public struct Deletion: Hashable, Sendable {
        /// One of them.
        public struct Key: Hashable, Sendable {
            public var name: String
            public var versionID: String?

            public init(_ name: String, versionID: String? = nil) {
                self.name = name
                self.versionID = versionID
            }
        }

        public var keys: [Key]
        /// Whether only what went wrong is told.
        public var isQuiet: Bool

        public init(_ keys: [Key], isQuiet: Bool = false) {
            self.keys = keys
            self.isQuiet = isQuiet
        }

        /// Reads what a client sent.
        public init(_ document: XMLElement) throws(DS3Error) {
            guard document.name == "Delete" else {
                throw DS3Error(.badRequest, "a deletion is called Delete")
            }
            isQuiet = document.child("Quiet").flatMap { DS3.boolean($0.text) } ?? false
            keys = []
            for object in document.children("Object") {
                guard let name = object.child("Key")?.text, !name.isEmpty else {
                    throw DS3Error(.badRequest, "an Object without Key")
                }
                let version = object.child("VersionId")?.text ?? ""
                keys.append(Key(name, versionID: version.isEmpty ? nil : version))
            }
        }

        public var document: XMLElement {
            XMLElement(
                "Delete",
                children: [XMLElement("Quiet", text: String(isQuiet))]
                    + keys.map { key in
                        XMLElement(
                            "Object",
                            children: [XMLElement("Key", text: key.name)]
                                + (key.versionID.map { [XMLElement("VersionId", text: $0)] } ?? []))
                    })
        }

        /// As it is sent.
        public var encoded: Bytes { document.encoded }
    }

    /// A part of a multipart upload, as the request that completes it lists it.
    public struct UploadedPart: Hashable, Sendable {
        public var number: Int
        public var eTag: String

        public init(number: Int, eTag: String) {
            self.number = number
            self.eTag = eTag
        }

        static func encode(_ parts: [UploadedPart]) -> Bytes {
            XMLElement(
                "CompleteMultipartUpload",
                children: parts.map { part in
                    XMLElement(
                        "Part",
                        children: [
                            XMLElement("PartNumber", text: String(part.number)),
                            XMLElement("ETag", text: part.eTag),
                        ])
                }
            ).encoded
        }

        /// Reads what a client sent.
        public static func read(_ document: XMLElement) throws(DS3Error) -> [UploadedPart] {
            var parts: [UploadedPart] = []
            for part in document.children("Part") {
                guard let number = part.child("PartNumber").flatMap({ Int($0.text) }),
                    let eTag = part.child("ETag")?.text
                else { throw DS3Error(.badRequest, "a Part without PartNumber or ETag") }
                parts.append(UploadedPart(number: number, eTag: eTag))
            }
            return parts
        }
    }
}
