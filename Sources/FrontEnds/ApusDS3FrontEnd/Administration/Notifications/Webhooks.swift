// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// Where notifications may go, and who carries them there.
public struct Webhooks: Sendable {
    /// The hosts that end points may name, with or without a port; an asterisk stands for all.
    public var hosts: [String]
    /// What sends them; how long one may take is its configuration.
    public var client: any HTTPExchange
    /// How often one is tried in all.
    public var tries = 3
    /// How long after the first try the second comes; each next pause is twice as long.
    public var pause = Duration.seconds(1)

    public init(hosts: [String], client: any HTTPExchange) {
        self.hosts = hosts
        self.client = client
    }

    /// Whether an end point at a host may be told.
    func allows(_ origin: Origin) -> Bool {
        let host = origin.host.lowercased()
        return hosts.contains { ["*", host, "\(host):\(origin.port)"].contains($0.lowercased()) }
    }
}
