// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// An element with all that is in it, for documents of moderate size.
public struct XMLElement: Hashable, Sendable {
    public var name: String
    /// In the order they stand.
    public var attributes: [XMLAttribute]
    /// The elements directly in it.
    public var children: [XMLElement]
    /// What stands directly in it, joined; white space alone beside elements does not count.
    public var text: String

    /// An element.
    public init(
        _ name: String, attributes: [XMLAttribute] = [], text: String = "",
        children: [XMLElement] = []
    ) {
        self.name = name
        self.attributes = attributes
        self.text = text
        self.children = children
    }

    /// Reads a whole document.
    public init(parsing bytes: Bytes, limits: XMLLimits = XMLLimits()) throws(XMLError) {
        var reader = XMLReader(limits: limits)
        reader.feed(bytes)
        reader.finish()
        guard case .start(let tag) = try reader.next() else {
            throw XMLError(line: 1, message: "there is no document")
        }
        self = try Self.rest(of: tag, from: &reader)
        guard try reader.next() == nil else {
            throw XMLError(line: 1, message: "something stands behind the document")
        }
    }

    /// Reads what is left of an element whose start tag was read, to its end tag.
    ///
    /// - Precondition: all of it was fed, or the end of the document was told.
    public static func rest(
        of tag: XMLTag, from reader: inout XMLReader
    ) throws(XMLError) -> XMLElement {
        var open = [XMLElement(tag.name, attributes: tag.attributes)]
        while let event = try reader.next() {
            switch event {
            case .start(let tag): open.append(XMLElement(tag.name, attributes: tag.attributes))
            case .text(let text): open[open.count - 1].text += text
            case .end:
                guard var element = open.popLast() else { break }
                if !element.children.isEmpty, element.hasOnlySpace { element.text = "" }
                guard !open.isEmpty else { return element }
                open[open.count - 1].children.append(element)
            }
        }
        throw XMLError(line: 1, message: "the document is cut off")
    }

    private var hasOnlySpace: Bool {
        text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    /// The value of an attribute.
    public func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// The first child of a name.
    public func child(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// Every child of a name.
    public func children(_ name: String) -> [XMLElement] {
        children.filter { $0.name == name }
    }

    /// The element as a document, without a declaration.
    public var encoded: Bytes {
        var writer = ByteWriter()
        writer.append(xml: self)
        return writer.finish()
    }
}
