// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusXML

private func read(_ pieces: [Bytes]) -> [XMLEvent]? {
    var limits = XMLLimits()
    limits.depth = 8
    limits.nameBytes = 32
    limits.attributes = 4
    var reader = XMLReader(limits: limits)
    var events: [XMLEvent] = []
    var depth = 0
    func take() throws(XMLError) {
        while let event = try reader.next() {
            switch event {
            case .start(let tag):
                depth += 1
                require(depth <= limits.depth, "too deep")
                require(tag.attributes.count <= limits.attributes, "too many attributes")
                require(tag.name.utf8.count <= limits.nameBytes, "a name too long")
                events.append(event)
            case .end:
                depth -= 1
                require(depth >= 0, "an end without a start")
                events.append(event)
            case .text(let more):
                guard case .text(let text) = events.last else {
                    events.append(event)
                    continue
                }
                events[events.count - 1] = .text(text + more)
            }
        }
    }
    do throws(XMLError) {
        for piece in pieces {
            reader.feed(piece)
            try take()
        }
        reader.finish()
        try take()
    } catch {
        return nil
    }
    require(depth == 0, "a document that does not end")
    return events
}

/// The same is read whatever pieces a document comes in, and what is written reads the same.
func fuzz(_ input: Bytes) {
    let cuts = cuts(input)
    let pieces = zip([0] + cuts, cuts + [input.count]).map { input[$0..<$1] }
    require(read([input]) == read(pieces), "other events in pieces")
    guard let element = try? XMLElement(parsing: input) else { return }
    let text = element.encoded
    // A prefix is written as it was read, without what declared it.
    guard !text.text.contains(":") else { return }
    guard let again = try? XMLElement(parsing: text) else { fatalError("not read: \(text.text)") }
    require(again.encoded == text, "written: \(text.text)")
}
