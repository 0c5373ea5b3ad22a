// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Uploads a directory, and brings it back to another place.
//
//     Transfer DIRECTORY CONTAINER TARGET

import ApusHTTPClient
import ApusSwiftClient
import Foundation

let arguments = CommandLine.arguments
let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()

try await withSwiftService(login.session(), over: HTTPClient()) { service in
    let container = arguments[2]
    let tree = try UploadItem(.tree(arguments[1]), objectName: "photos")
    for try await result in service.upload([tree], to: container) {
        if let failure = result.value.failure { print("Not uploaded: \(failure)") }
    }

    var options = DownloadOptions()
    options.outputDirectory = arguments[3]
    for try await result in service.download(container: container, options: options) {
        if let failure = result.failure {
            print("Not downloaded: \(result.object): \(failure)")
        } else {
            print("\(result.path): \(result.lengthBytes) bytes")
        }
    }
}
