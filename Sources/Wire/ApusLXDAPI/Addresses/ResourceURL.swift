// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The address of a resource on whatever server: path and query.
///
/// Segments are held decoded and escaped when written, so that a name with `/`, `?` or `%` in it
/// stays one name.
public struct ResourceURL: Hashable, Sendable {
    /// One parameter.
    public struct Parameter: Hashable, Sendable {
        public let name: String
        public let value: String
    }

    /// The parts of the path, decoded; the first is the API's version.
    public private(set) var segments: [String]
    /// The parameters, decoded, in order.
    public private(set) var query: [Parameter]

    /// The root, which lists the versions.
    public init() {
        segments = []
        query = []
    }

    /// An address by its parts.
    ///
    /// - Parameter segments: decoded; the first is the API's version (`1.0`).
    public init(_ segments: [String]) {
        self.segments = segments
        query = []
    }

    /// Reads a path and query as servers write them in documents and `Location` fields.
    ///
    /// - Returns: nil for what does not begin with `/`, has an empty part or one that means
    ///   another directory, or is not UTF-8.
    public init?(_ text: String) {
        let (path, query) = Self.halves(text)
        guard path.first == "/" else { return nil }
        segments = []
        let trimmed = path.dropFirst()
        if !trimmed.isEmpty {
            for part in trimmed.split(separator: "/", omittingEmptySubsequences: false) {
                guard let segment = PercentEncoding.decode(part), Self.isName(segment)
                else { return nil }
                segments.append(segment)
            }
        }
        self.query = []
        for part in query.split(separator: "&") {
            let (name, value) = Self.halves(part, at: "=")
            guard let name = PercentEncoding.decode(name, plusIsSpace: true),
                let value = PercentEncoding.decode(value, plusIsSpace: true)
            else { return nil }
            self.query.append(Parameter(name: name, value: value))
        }
    }

    private static func halves(
        _ text: some StringProtocol, at separator: Character = "?"
    ) -> (Substring, Substring) {
        let text = Substring(text)
        guard let position = text.firstIndex(of: separator) else { return (text, "") }
        return (text[..<position], text[text.index(after: position)...])
    }

    private static func isName(_ segment: String) -> Bool {
        !segment.isEmpty && segment != "." && segment != ".."
            && !segment.utf8.contains(0)
    }

    /// Whether every part of the path is a name. An address that is not is refused before
    /// anything is sent: servers would read another path from it.
    public var isValid: Bool { segments.allSatisfy(Self.isName) }

    // MARK: Making others of it

    /// The address of something below.
    public func appending(_ segments: String...) -> ResourceURL {
        appending(segments)
    }

    /// The address of something below.
    public func appending(_ segments: [String]) -> ResourceURL {
        var url = self
        url.segments += segments
        return url
    }

    /// The same with a parameter set to a value, in the place of the one it had; nil removes it.
    public func with(_ name: String, _ value: String?) -> ResourceURL {
        var url = self
        let place = query.firstIndex { $0.name == name }
        url.query.removeAll { $0.name == name }
        guard let value else { return url }
        let parameter = Parameter(name: name, value: value)
        url.query.insert(parameter, at: min(place ?? url.query.count, url.query.count))
        return url
    }

    /// The same in a project; nil for that of the client.
    public func inProject(_ project: String?) -> ResourceURL { with("project", project) }

    /// The same, answered by a member of a cluster.
    public func onMember(_ target: String?) -> ResourceURL { with("target", target) }

    /// The value of a parameter.
    public func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The project it names; nil for the server's default.
    public var project: String? { parameter("project") }

    /// The address without its last parts, for the collection a resource is in.
    public func dropping(_ count: Int) -> ResourceURL {
        var url = self
        url.segments.removeLast(min(count, segments.count))
        return url
    }

    /// What two addresses of one resource have in common: path and project, where `default` is
    /// no project; other parameters say how to read it.
    public var identity: ResourceURL {
        ResourceURL(segments).inProject(project == "default" ? nil : project)
    }

    /// Whether the path is of this form; `*` stands for any one part.
    public func matches(_ pattern: [String]) -> Bool {
        guard segments.count == pattern.count + 1 else { return false }
        return zip(segments.dropFirst(), pattern).allSatisfy { $1 == "*" || $0 == $1 }
    }

    // MARK: Writing

    /// Path and query as they go over the wire.
    public var encoded: String { written(hidingSecrets: false) }

    private func written(hidingSecrets: Bool) -> String {
        var text = ""
        for segment in segments { text += "/" + PercentEncoding.encode(segment, keeping: ":") }
        if text.isEmpty { text = "/" }
        for (position, parameter) in query.enumerated() {
            let isHidden = hidingSecrets && parameter.name == "secret"
            text += position == 0 ? "?" : "&"
            text += PercentEncoding.encode(parameter.name, keeping: "")
            text += "="
            text += isHidden ? "***" : PercentEncoding.encode(parameter.value, keeping: ":/,")
        }
        return text
    }
}

extension ResourceURL: CustomStringConvertible {
    /// As it goes over the wire, but for the secrets of WebSockets.
    public var description: String { written(hidingSecrets: true) }
}

extension ResourceURL: ResourceAddress {
    public var url: ResourceURL { self }
    public init(url: ResourceURL) { self = url }
}
