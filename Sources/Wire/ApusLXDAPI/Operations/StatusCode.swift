// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What an operation or an instance is doing, by LXD's numbers.
public struct StatusCode: JSONRepresentable, RawRepresentable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public init?(json: JSONValue) {
        guard let number = Int(json: json) else { return nil }
        rawValue = number
    }

    public var json: JSONValue { rawValue.json }

    public static let operationCreated = StatusCode(rawValue: 100)
    public static let started = StatusCode(rawValue: 101)
    public static let stopped = StatusCode(rawValue: 102)
    public static let running = StatusCode(rawValue: 103)
    public static let cancelling = StatusCode(rawValue: 104)
    public static let pending = StatusCode(rawValue: 105)
    public static let starting = StatusCode(rawValue: 106)
    public static let stopping = StatusCode(rawValue: 107)
    public static let aborting = StatusCode(rawValue: 108)
    public static let freezing = StatusCode(rawValue: 109)
    public static let frozen = StatusCode(rawValue: 110)
    public static let thawed = StatusCode(rawValue: 111)
    public static let error = StatusCode(rawValue: 112)
    public static let ready = StatusCode(rawValue: 113)
    public static let success = StatusCode(rawValue: 200)
    public static let failure = StatusCode(rawValue: 400)
    public static let cancelled = StatusCode(rawValue: 401)

    /// Whether nothing more will happen.
    public var isFinal: Bool { rawValue >= 200 }
}
