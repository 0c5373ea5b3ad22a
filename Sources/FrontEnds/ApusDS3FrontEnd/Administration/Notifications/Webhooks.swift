// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// Where notifications go, and who carries them there.
public struct Webhooks: Sendable {
    /// The hosts that end points may name; an asterisk stands for all.
    public var hosts: [String]
    /// What sends them.
    public var client: any HTTPExchange
    /// How long one may take.
    public var timeout = Duration.seconds(10)
    /// How often one is tried in all.
    public var tries = 3
    /// How long after the first try the second comes; each next pause is twice as long.
    public var pause = Duration.seconds(1)
    /// How many wait to be sent at most; those that find no room count as failures.
    public var queueLimit = 1000

    public init(hosts: [String], client: any HTTPExchange) {
        self.hosts = hosts
        self.client = client
    }
}
