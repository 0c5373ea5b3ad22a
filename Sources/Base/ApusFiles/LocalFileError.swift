// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusIO

/// Why a file cannot be sent or written.
public enum LocalFileError: Error, Hashable, CustomStringConvertible {
    /// A pipe, device, socket or directory.
    case notRegular(path: String)
    /// The name has bytes that are not UTF-8, so no object can bear it; shown with U+FFFD.
    case notUTF8(path: String)
    /// The name would lead out of where files are to go.
    case unsafePath(path: String)
    /// It has become shorter since it was opened.
    case changed(path: String)
    /// Another process is writing it.
    case busy(path: String)
    /// The system refused, with this number and text.
    case failed(path: String, code: Int32, reason: String)

    /// The path it is about.
    public var path: String {
        switch self {
        case .notRegular(let path), .notUTF8(let path), .unsafePath(let path), .busy(let path),
            .changed(let path),
            .failed(let path, _, _):
            path
        }
    }

    public var description: String {
        switch self {
        case .notRegular(let path): "Local file '\(path)' not found"
        case .notUTF8(let path): "Local file '\(path)' has a name that is not UTF-8"
        case .changed(let path): "Local file '\(path)' changed while it was being read"
        case .busy(let path): "'\(path)' is being downloaded by another process"
        case .failed(let path, let code, let reason): "[Errno \(code)] \(reason): '\(path)'"
        case .unsafePath(let path):
            "refused to write '\(path)' outside of the target (use --allow-unsafe-paths)"
        }
    }
}

extension SystemError {
    /// The error about a path that its caller knows.
    package func at(_ path: String) -> LocalFileError {
        let reason = description.split(separator: ": ").last.map(String.init) ?? ""
        return .failed(path: path, code: code, reason: reason)
    }

    /// The same error, about a path that its caller knows.
    package func about(_ path: String) -> SystemError {
        SystemError(code, path)
    }
}
