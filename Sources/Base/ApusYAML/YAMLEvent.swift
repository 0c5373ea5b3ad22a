// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A step of reading a YAML document.
enum YAMLEvent: Hashable {
    case scalar(String, anchor: String?, isPlain: Bool)
    case sequenceStart(anchor: String?)
    case sequenceEnd
    case mappingStart(anchor: String?)
    case mappingEnd
    case alias(String)
    case documentStart
    /// Anything that holds no data.
    case other
    case end
}

/// Why a YAML document was refused.
public struct YAMLError: Error, Hashable, CustomStringConvertible {
    /// Counts from 1.
    public let line: Int
    /// What is wrong.
    public let message: String

    public var description: String { "line \(line): \(message)" }
}
