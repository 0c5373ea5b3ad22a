// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusSwiftClient

extension CommandContext {
    /// Prints what a dry run would have done; a failure is for others to tell.
    ///
    /// - Parameter words: `upload`, and what: a verb in the infinitive with its object.
    /// - Returns: whether the result is that of a dry run, so that nothing else is to be printed.
    func printPlan(_ result: any ServiceResult, _ words: @autoclosure () -> String) async throws
        -> Bool
    {
        guard result.isPlanned, result.isSuccess else { return false }
        if verbosity > 0 { try await output.print("would \(words())") }
        return true
    }
}
