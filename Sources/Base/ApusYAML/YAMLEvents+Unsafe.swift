// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CYAML

/// libyaml's parser, event by event.
///
/// Sound because the parser lies in memory of its own and is ended once, in `deinit`; because it
/// reads from a copy of the document that lives as long as it does; and because every event is
/// copied before it is given back to libyaml.
@safe struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let document: UnsafeMutableBufferPointer<UInt8>
    /// The line of the last event, from 1.
    private(set) var line = 1

    init(_ bytes: Bytes) {
        unsafe parser = .allocate(capacity: 1)
        unsafe document = .allocate(capacity: max(1, bytes.count))
        unsafe document.initialize(repeating: 0)
        for position in 0..<bytes.count { unsafe document[position] = bytes[position] }
        let isReady = unsafe yaml_parser_initialize(parser)
        precondition(isReady == 1, "libyaml cannot begin")
        unsafe yaml_parser_set_input_string(parser, document.baseAddress, bytes.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe document.deallocate()
    }

    mutating func next() throws(YAMLError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else {
            let text = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
            throw YAMLError(
                line: unsafe Int(parser.pointee.problem_mark.line) + 1,
                message: text ?? "this is no YAML")
        }
        defer { unsafe yaml_event_delete(&event) }
        line = unsafe Int(event.start_mark.line) + 1
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(
                unsafe String(decoding: bytes, as: UTF8.self),
                anchor: unsafe Self.text(scalar.anchor),
                isPlain: unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil)
        case YAML_SEQUENCE_START_EVENT:
            return .sequenceStart(anchor: unsafe Self.text(event.data.sequence_start.anchor))
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            return .mappingStart(anchor: unsafe Self.text(event.data.mapping_start.anchor))
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_ALIAS_EVENT:
            return .alias(unsafe Self.text(event.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_STREAM_END_EVENT: return .end
        default: return .other
        }
    }

    private static func text(_ start: UnsafeMutablePointer<UInt8>?) -> String? {
        guard let start = unsafe start else { return nil }
        return unsafe String(cString: start)
    }
}
