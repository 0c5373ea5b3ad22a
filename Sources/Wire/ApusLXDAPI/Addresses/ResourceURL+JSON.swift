// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

extension ResourceURL: JSONRepresentable {
    public init?(json: JSONValue) {
        guard let text = json.text else { return nil }
        self.init(text)
    }

    public var json: JSONValue { .string(encoded) }
}
