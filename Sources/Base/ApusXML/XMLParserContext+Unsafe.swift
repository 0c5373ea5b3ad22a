// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CXML2

/// What libxml2's handlers add to: events that nobody has taken yet, and the first thing wrong.
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

/// libxml2's push parser, without the parts that look anywhere but at the bytes it is given.
///
/// Of a document type declaration nothing is read: it is refused where it begins, so that no
/// entity can be declared and the five that XML has are all there are.
///
/// Sound because the context is freed once, in `deinit`; because the queue that its handlers are
/// given lives as long as it does; because what handlers are lent is copied before they return;
/// and because whoever owns the one `XMLReader` calls it, never two threads at a time.
@safe final class XMLParserContext: @unchecked Sendable {
    let queue: XMLEventQueue
    private let context: xmlParserCtxtPtr

    /// Tables that libxml2 makes once for all threads.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    init(_ limits: XMLLimits) {
        precondition(Self.isReady)
        queue = XMLEventQueue(limits)
        var handlers = unsafe Self.handlers()
        let queue = unsafe Unmanaged.passUnretained(self.queue).toOpaque()
        guard let made = unsafe xmlCreatePushParserCtxt(&handlers, queue, nil, 0, nil) else {
            preconditionFailure("libxml2 has no memory for a parser")
        }
        unsafe context = made
        // The queue does not outlive the context, which it is given no other way to.
        self.queue.stop = { unsafe xmlStopParser(made) }
        // Entities are put in where they stand, or libxml2 leaves `&#38;` in attributes. What the
        // declaration says of the encoding does not count: documents are UTF-8.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        _ = unsafe xmlCtxtUseOptions(context, Int32(options))
    }

    deinit {
        queue.stop = {}
        // libxml2 makes one for itself when it meets a declaration, and leaves it to its caller.
        if let document = unsafe context.pointee.myDoc { unsafe xmlFreeDoc(document) }
        unsafe xmlFreeParserCtxt(context)
    }

    /// Reads on; what was found is in the queue, unless this throws.
    func push(_ bytes: Bytes, isLast: Bool) throws(XMLError) {
        let code = unsafe bytes.withUnsafeBytes { buffer in
            unsafe xmlParseChunk(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(buffer.count), isLast ? 1 : 0)
        }
        let line = unsafe context.pointee.input.map { unsafe Int($0.pointee.line) } ?? 1
        if let refusal = queue.refusal { throw XMLError(line: max(1, line), message: refusal) }
        let isGood = unsafe context.pointee.wellFormed == 1 && context.pointee.nsWellFormed == 1
        // Codes are also left by what is merely odd, unless reading stopped there.
        let isStopped = unsafe code != 0 && context.pointee.disableSAX == 1
        guard isGood, !isStopped else {
            let text = unsafe context.pointee.lastError.message.map { unsafe String(cString: $0) }
            throw XMLError(
                line: max(1, line),
                message: text.map(Self.trimmed) ?? "this is no well-formed document")
        }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.prefix { $0 != "\n" })
    }

    private static func handlers() -> xmlSAXHandler {
        var handlers = unsafe xmlSAXHandler()
        unsafe handlers.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handlers.internalSubset = { context, _, _, _ in
            guard let context = unsafe context else { return }
            unsafe XMLParserContext.queue(context).refuse("a document type declaration")
        }
        unsafe handlers.startElementNs = {
            context, name, prefix, _, _, _, count, _, attributes in
            guard let context = unsafe context, let name = unsafe name else { return }
            var tag = unsafe XMLTag(XMLParserContext.name(name, prefix))
            // Five pointers an attribute: name, prefix, namespace, begin and end of the value.
            for position in 0..<Int(count) {
                guard let name = unsafe attributes?[5 * position],
                    let begin = unsafe attributes?[5 * position + 3],
                    let end = unsafe attributes?[5 * position + 4]
                else { continue }
                unsafe tag.attributes.append(
                    XMLAttribute(
                        XMLParserContext.name(name, attributes?[5 * position + 1]),
                        XMLParserContext.text(begin, end - begin)))
            }
            unsafe XMLParserContext.queue(context).start(tag)
        }
        unsafe handlers.endElementNs = { context, _, _, _ in
            guard let context = unsafe context else { return }
            unsafe XMLParserContext.queue(context).end()
        }
        // One function for both, which is how libxml2 is told that no white space is ignored.
        let characters: charactersSAXFunc = { context, text, count in
            guard let context = unsafe context, let text = unsafe text else { return }
            unsafe XMLParserContext.queue(context).text(XMLParserContext.text(text, Int(count)))
        }
        unsafe handlers.characters = unsafe characters
        unsafe handlers.ignorableWhitespace = unsafe characters
        unsafe handlers.cdataBlock = unsafe characters
        return unsafe handlers
    }

    private static func queue(_ context: UnsafeMutableRawPointer) -> XMLEventQueue {
        unsafe Unmanaged<XMLEventQueue>.fromOpaque(context).takeUnretainedValue()
    }

    private static func text(_ start: UnsafePointer<xmlChar>, _ count: Int) -> String {
        unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private static func name(
        _ name: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?
    ) -> String {
        let local = unsafe text(name, Int(xmlStrlen(name)))
        guard let prefix = unsafe prefix else { return local }
        return unsafe text(prefix, Int(xmlStrlen(prefix))) + ":" + local
    }
}
