// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

extension LXDContext {
    /// Waits for the end of an operation, and tells on a terminal how it goes.
    @discardableResult
    func finish(_ running: RunningOperation, _ label: String) async throws -> Operation {
        guard showsProgress else { return try await running.wait() }
        do {
            let ended = try await running.wait(
                telling: barProgress(label, running.operation.description))
            await showBar(label, nil)
            return ended
        } catch {
            await showBar(label, nil)
            throw error
        }
    }

    /// Shows on a terminal how an operation goes; nil where nothing is shown.
    ///
    /// - Parameter words: what is shown as long as the operation says nothing of itself.
    func barProgress(_ label: String, _ words: String?) -> OperationProgress? {
        guard showsProgress else { return nil }
        return { operation in
            let texts = operation.progressTexts
            await showBar(
                label, texts.isEmpty ? words ?? "working" : texts.joined(separator: " "))
        }
    }

    /// Asks for something to be done, waits until it is, and tells how it goes.
    ///
    /// - Returns: the operation as it ended; nil where all was done at once.
    @discardableResult
    func perform(
        _ lxd: LXD, _ method: Method, _ address: some ResourceAddress,
        _ document: JSONValue? = nil, headers: Headers = [:], label: String
    ) async throws -> Operation? {
        let answer: RawAnswer =
            switch method {
            case .put: try await lxd.raw.put(address, document ?? [:], headers: headers)
            case .patch: try await lxd.raw.patch(address, document ?? [:], headers: headers)
            case .delete: try await lxd.raw.delete(address, document, headers: headers)
            default: try await lxd.raw.post(address, document ?? [:], headers: headers)
            }
        guard let running = try await answer.operation() else { return nil }
        return try await finish(running, label)
    }
}
