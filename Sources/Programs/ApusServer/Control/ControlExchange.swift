// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusHTTP
import ApusIO
package import ApusStorage
import ApusTelemetry

/// What maintenance commands ask a running server for, at a Unix socket in its data directory:
/// whoever may look into the directory may ask, nobody else can.
///
/// ```
/// GET /statistics    a document
/// POST /backup       the body is the path of a directory to make
/// ```
struct ControlExchange: HTTPExchange {
    /// The socket's name in the data directory.
    static let socketName = "control"
    private static let bodyLimitBytes = 8192

    let directory: String
    let backends: [OfflineStore.Named]
    let logger: Logger

    func respond(to request: Request) async throws -> Response {
        do {
            switch (request.method, request.target) {
            case (.get, "/statistics"):
                return answer(try await StoreDocument.statistics(of: backends))
            case (.post, "/backup"):
                let path = try await request.body.collect(limitBytes: Self.bodyLimitBytes).text
                let report = try await StoreBackup(directory, backends).run(into: path)
                logger.info(
                    "backed up",
                    ["path": .text(path), "items": .number(report.items)])
                return answer(.object(report.members))
            default:
                return answer(.object(["error": .string("there is no such request")]), .notFound)
            }
        } catch {
            try Task.checkCancellation()
            logger.warning("a request at the control socket failed", ["reason": .error(error)])
            let reason = (error as? StorageError)?.detail ?? "\(error)"
            return answer(.object(["error": .string(reason)]), Status(500))
        }
    }

    private func answer(_ document: JSONValue, _ status: Status = .ok) -> Response {
        var writer = ByteWriter()
        writer.append(json: document)
        return Response(
            status, headers: ["Content-Type": "application/json"], body: .bytes(writer.finish()))
    }
}

extension BackupReport {
    /// The members of its document.
    package var members: [String: JSONValue] {
        [
            "items": .integer(Int64(clamping: items)),
            "bytes": .integer(Int64(clamping: sizeBytes)),
        ]
    }
}
