// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A step of reading an XML document.
public enum XMLEvent: Hashable, Sendable {
    /// A start tag.
    case start(XMLTag)
    /// What stands between tags, decoded; one text may come in several pieces.
    case text(String)
    /// The end of the element that began last and has not ended.
    case end
}

/// A start tag.
public struct XMLTag: Hashable, Sendable {
    /// The name as written, but for the prefix of the default namespace, which has none.
    public var name: String
    /// In the order they stand; declarations of namespaces are not among them.
    public var attributes: [XMLAttribute]

    /// A tag.
    public init(_ name: String, _ attributes: [XMLAttribute] = []) {
        self.name = name
        self.attributes = attributes
    }
}

/// An attribute of an element.
public struct XMLAttribute: Hashable, Sendable {
    public var name: String
    public var value: String

    /// An attribute.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Why a document was refused.
public struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What is wrong with it.
    public let message: String

    /// An error at a line.
    public init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    public var description: String { "line \(line): \(message)" }
}
