// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// A request whose host names an account, and perhaps a container.
///
/// Source: OpenStack Swift, "Domain Remap".
struct DomainRemap {
    /// The request as it would have been sent to the path of what it is for.
    let message: Request
    /// The path of the client, and the one that it stands for; both encoded anew.
    private let requested: String
    private let remapped: String

    /// Nil when the host names nothing.
    ///
    /// - Throws: `Refusal` for a host that has too many parts.
    init?(_ request: Request, _ settings: DomainRemapSettings) throws(Refusal) {
        guard var host = request.headers["Host"] ?? request.origin?.host else { return nil }
        if let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")) {
            host = String(host[..<colon])
        }
        let lowercased = host.lowercased()
        let domain = settings.domains.first { domain in
            lowercased.utf8.count > domain.utf8.count
                && lowercased.hasSuffix("." + domain.lowercased())
        }
        guard let domain else { return nil }
        let names = host.utf8.dropLast(domain.utf8.count + 1)
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String($0) ?? "" }
        guard names.count <= 2, names.allSatisfy({ !$0.isEmpty }), var account = names.last else {
            throw Refusal(400, text: "Bad domain in host header")
        }
        guard Self.complete(&account, settings) else { return nil }

        let target = request.target
        let path = target.prefix(upTo: "?")
        var rest = path.dropping(prefix: "/") ?? path[...]
        if settings.manglesPaths {
            if rest == settings.pathRoot {
                rest = ""
            } else if let inner = rest.dropping(prefix: settings.pathRoot + "/") {
                rest = inner
            }
        }
        let parts =
            [settings.pathRoot, PercentEncoding.encode(account, keeping: "")]
            + names.dropLast().map { PercentEncoding.encode($0, keeping: "") }
        let whole = "/" + parts.joined(separator: "/") + "/" + rest
        var message = request
        message.target = whole + target.dropFirst(path.count)
        self.message = message
        requested = Self.encodedAnew(path)
        remapped = Self.encodedAnew(whole)
    }

    /// Gives an account its prefix, in the case it is configured in; whether it has one now.
    private static func complete(
        _ account: inout String, _ settings: DomainRemapSettings
    ) -> Bool {
        guard !settings.resellerPrefixes.isEmpty else { return true }
        // Underscores are not for hosts.
        if !account.contains("_"), let dash = account.firstIndex(of: "-") {
            account.replaceSubrange(dash...dash, with: "_")
        }
        let parts = account.parts(separatedBy: "_", maxSplits: 1)
        let prefix = settings.resellerPrefixes.first { $0.lowercased() == parts[0].lowercased() }
        if let prefix {
            account = prefix + account.dropFirst(parts[0].count)
            return true
        }
        guard let standard = settings.standardPrefix else { return false }
        account = "\(standard)_\(account)"
        return true
    }

    private static func encodedAnew(_ path: some StringProtocol) -> String {
        PercentEncoding.encode(PercentEncoding.decode(path) ?? String(path))
    }

    /// The response with its locations as the client has to name them.
    func finished(_ response: Response) -> Response {
        var response = response
        for name in ["Location", "Content-Location"] {
            guard let field = response.headers[name],
                let path = ["http://", "https://"].lazy
                    .compactMap({ field.dropping(prefix: $0) }).first
            else { continue }
            let host = path.prefix { $0 != "/" }
            guard let rest = path.dropFirst(host.count).dropping(prefix: remapped) else { continue }
            response.headers[name] = field.dropLast(path.count) + host + requested + rest
        }
        return response
    }
}
