// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CExpat

/// What Expat's handlers add to: events that nobody has taken yet, and the first thing wrong.
final class XMLEventQueue {
    var events: [XMLEvent] = []
    private(set) var refusal: String?
    /// Stops the parser, so that nothing is read behind what was refused.
    var stop: () -> Void = {}
    private let limits: XMLLimits
    private var depth = 0
    private var elements = 0

    init(_ limits: XMLLimits) {
        self.limits = limits
    }

    /// Keeps the first reason only.
    func refuse(_ message: String) {
        guard refusal == nil else { return }
        refusal = message
        stop()
    }

    func start(_ tag: XMLTag) {
        depth += 1
        elements += 1
        if depth > limits.depth { refuse("deeper than \(limits.depth) elements") }
        if elements > limits.elements { refuse("more than \(limits.elements) elements") }
        if tag.attributes.count > limits.attributes {
            refuse("more than \(limits.attributes) attributes")
        }
        if tag.name.utf8.count > limits.nameBytes
            || tag.attributes.contains(where: { $0.name.utf8.count > limits.nameBytes })
        {
            refuse("a name of more than \(limits.nameBytes) bytes")
        }
        if refusal == nil { events.append(.start(tag)) }
    }

    func text(_ text: String) {
        guard refusal == nil else { return }
        if case .text(let before) = events.last {
            events[events.count - 1] = .text(before + text)
        } else {
            events.append(.text(text))
        }
    }

    func end() {
        depth -= 1
        if refusal == nil { events.append(.end) }
    }
}

/// Expat, pushed to piece by piece.
///
/// Of a document type declaration nothing is read: it is refused where it begins, so that no
/// entity can be declared and the five that XML has are all there are.
///
/// Sound because the parser is freed once, in `deinit`; because the queue that its handlers are
/// given lives as long as it does; because what handlers are lent is copied before they return;
/// and because whoever owns the one `XMLReader` calls it, never two threads at a time.
@safe final class XMLParserContext: @unchecked Sendable {
    let queue: XMLEventQueue
    private let parser: XML_Parser

    /// Between the parts of a name; no document may have it anywhere.
    private static let separator: UInt8 = 0x0C

    init(_ limits: XMLLimits) {
        queue = XMLEventQueue(limits)
        // What a declaration says of the encoding does not count: documents are UTF-8.
        guard let made = unsafe XML_ParserCreateNS("UTF-8", XML_Char(Self.separator)) else {
            preconditionFailure("Expat has no memory for a parser")
        }
        unsafe parser = made
        // Names come with their prefix as well.
        unsafe XML_SetReturnNSTriplet(made, 1)
        unsafe XML_SetUserData(made, Unmanaged.passUnretained(queue).toOpaque())
        // The queue does not outlive the parser, which it is given no other way to.
        queue.stop = { _ = unsafe XML_StopParser(made, XML_Bool(0)) }
        unsafe XML_SetStartDoctypeDeclHandler(made) { context, _, _, _, _ in
            unsafe XMLParserContext.queue(context)?.refuse("a document type declaration")
        }
        unsafe XML_SetElementHandler(made, XMLParserContext.start) { context, _ in
            unsafe XMLParserContext.queue(context)?.end()
        }
        unsafe XML_SetCharacterDataHandler(made) { context, text, count in
            guard let text = unsafe text else { return }
            let buffer = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
            unsafe XMLParserContext.queue(context)?.text(
                String(decoding: buffer, as: UTF8.self))
        }
    }

    deinit {
        queue.stop = {}
        unsafe XML_ParserFree(parser)
    }

    /// Reads on; what was found is in the queue, unless this throws.
    func push(_ bytes: Bytes, isLast: Bool) throws(XMLError) {
        let status = unsafe bytes.withUnsafeBytes { buffer in
            unsafe XML_Parse(
                parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(buffer.count), isLast ? 1 : 0)
        }
        let line = max(1, Int(clamping: unsafe XML_GetCurrentLineNumber(parser)))
        if let refusal = queue.refusal { throw XMLError(line: line, message: refusal) }
        guard status == XML_STATUS_OK else {
            let text = unsafe XML_ErrorString(XML_GetErrorCode(parser)).map {
                unsafe String(cString: $0)
            }
            throw XMLError(line: line, message: text ?? "this is no well-formed document")
        }
    }

    private static let start: XML_StartElementHandler = { context, name, attributes in
        guard let queue = unsafe XMLParserContext.queue(context), let name = unsafe name else {
            return
        }
        var tag = unsafe XMLTag(XMLParserContext.name(name))
        // Pairs of name and value, and a null behind the last.
        var position = 0
        while let name = unsafe attributes?[position], let value = unsafe attributes?[position + 1]
        {
            unsafe tag.attributes.append(
                XMLAttribute(XMLParserContext.name(name), String(cString: value)))
            position += 2
        }
        queue.start(tag)
    }

    private static func queue(_ context: UnsafeMutableRawPointer?) -> XMLEventQueue? {
        unsafe context.map { unsafe Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }

    /// As it stands in the document: `address FF local FF prefix`, of which address and prefix
    /// are there for names in a name space only.
    private static func name(_ text: UnsafePointer<XML_Char>) -> String {
        let text = unsafe String(cString: text)
        guard text.utf8.contains(separator) else { return text }
        let parts = text.utf8.split(separator: separator)
        switch parts.count {
        case 3...: return "\(Substring(parts[2])):\(Substring(parts[1]))"
        case 2: return String(Substring(parts[1]))
        default: return text
        }
    }
}
