// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Deletes two objects and prints what became of each: the program that the service API was
// proposed with.
//
//     DeleteTwo CONTAINER OBJECT OBJECT

import ApusHTTPClient
import ApusSwiftClient
import Foundation

let arguments = CommandLine.arguments
let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()

try await withSwiftService(login.session(), over: HTTPClient()) { service in
    let container = arguments[1]
    let objects = Array(arguments[2...3])
    for try await result in service.delete(objects, in: container) {
        guard case .one(let deletion) = result, let object = deletion.object else { continue }
        if deletion.isSuccess {
            print("Object successfully deleted: \(object)")
        } else {
            print("Object failed to delete: \(object)")
        }
    }
}
