// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// What a job does every night: sends what has changed in a directory, and a note about the run that
// goes away by itself. Ends with 1 when anything failed, so that whatever started it knows.
//
//     Workflow DIRECTORY CONTAINER

import ApusBytes
import ApusHTTPClient
import ApusSwiftClient
import Foundation

let arguments = CommandLine.arguments
let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()

// What holds for every call, and for whatever is uploaded unless an item says otherwise.
var defaults = ServiceOptions()
defaults.objectUploadThreads = 4
defaults.upload.metadata = ["Job:nightly"]
defaults.upload.changed = true

// What one item does otherwise.
var fleeting = UploadOptions()
fleeting.headers = ["X-Delete-After:604800", "Content-Type:text/plain"]

let items = [
    try UploadItem(.tree(arguments[1]), objectName: "data"),
    try UploadItem(
        .bytes(Bytes("ran at \(Date.now)\n")), objectName: "last-run", options: fleeting),
]
var (sent, same, failed) = (0, 0, 0)
let options = defaults
try await withSwiftService(login.session(), over: HTTPClient(), options: options) { service in
    for try await result in service.upload(items, to: arguments[2]) {
        if let failure = result.value.failure {
            failed += 1
            print("\(result.value.action): \(failure)")
        } else if case .object(let object) = result {
            if object.outcome == .uploaded { sent += 1 } else { same += 1 }
        }
    }
}
print("\(sent) sent, \(same) unchanged, \(failed) failed")
exit(failed == 0 ? 0 : 1)
