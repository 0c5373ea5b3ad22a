// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Reads an XML 1.0 document event by event, as its bytes come.
///
/// Strict: well-formed or refused, UTF-8 only, no document type declaration and so no entities
/// but XML's own five; nothing is fetched. Comments and processing instructions are passed over.
/// Bytes are looked at as events are taken, so what is held is what came and was not read yet.
public struct XMLReader: ~Copyable, Sendable {
    private static let pieceBytes = 4096

    private let context: XMLParserContext
    private let limits: XMLLimits
    private var waiting: [Bytes] = []
    private var position = 0
    private var isFinished = false
    private var isDone = false
    private var event = 0
    private var totalBytes = 0
    private var stepBytes = 0
    private var failure: XMLError?

    /// A reader of one document.
    public init(limits: XMLLimits = XMLLimits()) {
        self.limits = limits
        context = XMLParserContext(limits)
    }

    /// Gives more of the document.
    public mutating func feed(_ bytes: Bytes) {
        if !bytes.isEmpty { waiting.append(bytes) }
    }

    /// Says that there is no more.
    public mutating func finish() {
        isFinished = true
    }

    /// The next event; nil when more bytes are needed or, once finished, at the document's end.
    public mutating func next() throws(XMLError) -> XMLEvent? {
        if let failure { throw failure }
        while event == context.queue.events.count {
            context.queue.events.removeAll(keepingCapacity: true)
            event = 0
            do throws(XMLError) {
                guard try advance() else { return nil }
            } catch {
                failure = error
                context.queue.events.removeAll()
                throw error
            }
            if !context.queue.events.isEmpty { stepBytes = 0 }
        }
        defer { event += 1 }
        return context.queue.events[event]
    }

    /// Has more of the document read, when there is more.
    private mutating func advance() throws(XMLError) -> Bool {
        guard position < waiting.count else {
            waiting.removeAll(keepingCapacity: true)
            position = 0
            guard isFinished, !isDone else { return false }
            isDone = true
            try context.push(Bytes(), isLast: true)
            return true
        }
        let bytes = waiting[position]
        let piece = bytes[0..<min(bytes.count, Self.pieceBytes)]
        waiting[position] = bytes[piece.count..<bytes.count]
        if piece.count == bytes.count {
            waiting[position] = Bytes()
            position += 1
        }
        totalBytes += piece.count
        stepBytes += piece.count
        guard totalBytes <= limits.documentBytes else {
            throw XMLError(line: 1, message: "more than \(limits.documentBytes) bytes")
        }
        guard stepBytes <= limits.stepBytes + Self.pieceBytes else {
            throw XMLError(line: 1, message: "a tag of more than \(limits.stepBytes) bytes")
        }
        try context.push(piece, isLast: false)
        return true
    }
}
