import Datastore
import Dispatch
import Foundation
import Synchronization
import Vocabulary

/// Reads every series of a database and does nothing with them: what judging them cannot cost less than.
///
///     pages DATABASE
@main
enum Pages {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 1, let path = arguments.first else {
      print("usage: pages DATABASE")
      exit(64)
    }
    let stored = try StoredSeries(Store(readingFrom: path)) { _ in true }
    let total = Mutex((samples: 0, orders: 0, failures: 0))
    DispatchQueue.concurrentPerform(iterations: stored.keys.count) { index in
      do {
        guard let series = try stored.series(at: index) else { return }
        let orders = series.orders.storage.reduce(0) { $0 + Int(max(0, $1)) }
        total.withLock {
          $0.samples += series.count
          $0.orders += orders
        }
      } catch {
        total.withLock { $0.failures += 1 }
      }
    }
    let found = total.withLock { $0 }
    print("\(stored.keys.count) series, \(found.samples) samples, \(found.orders) orders")
    if found.failures > 0 { exit(70) }
  }
}
