// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// An application that keeps notes in a container. All of its tasks share one service.
//
//     Application CONTAINER

import ApusBytes
import ApusHTTPClient
import ApusSwiftClient
import Foundation

/// Notes by name.
struct Notes: Sendable {
    let service: SwiftService
    let container: String

    /// Makes the container; one that exists already is left as it is.
    func prepare() async throws {
        _ = try await service.connection.putContainer(container)
    }

    /// Stores a note, or replaces it.
    func save(_ text: String, as name: String) async throws {
        var options = service.options.upload
        options.headers = ["Content-Type:text/plain; charset=utf-8"]
        options.skipsContainerPut = true
        let note = try UploadItem(.bytes(Bytes(text)), objectName: name)
        for try await result in service.upload([note], to: container, options: options) {
            if let failure = result.value.failure { throw failure }
        }
    }

    /// A note's text, or nil when there is none of that name.
    func text(of name: String) async throws -> String? {
        do {
            let download = try await service.connection.getObject(container, name)
            return try await download.body.collect(limitBytes: 1_000_000).text
        } catch let error as ClientError where error.reason == .status(404) {
            return nil
        }
    }

    /// How many there are, counted a page at a time: whatever comes out, memory stays flat.
    func count() async throws -> Int {
        var count = 0
        for try await page in service.list(container: container) {
            if case .container(let listing) = page { count += listing.entries.count }
        }
        return count
    }
}

let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()

try await withSwiftService(login.session(), over: HTTPClient()) { service in
    let notes = Notes(service: service, container: CommandLine.arguments[1])
    try await notes.prepare()
    // A task for each visitor of the application; the service sees to how many requests run.
    try await withThrowingTaskGroup(of: Void.self) { visitors in
        for number in 1...50 {
            visitors.addTask { try await notes.save("Hello from \(number)", as: "note-\(number)") }
        }
        try await visitors.waitForAll()
    }
    print("\(try await notes.count()) notes")
    print(try await notes.text(of: "note-7") ?? "no note-7")
    print(try await notes.text(of: "note-700") ?? "no note-700")
}
