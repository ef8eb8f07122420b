import Dispatch
import Synchronization

/// Hands values from one thread to another, a few at a time: who is ahead waits.
final class BoundedQueue<Element: Sendable>: Sendable {
  private struct Content {
    var elements: [Element?] = []
    var first = 0
    var isCancelled = false
  }

  private let content = Mutex(Content())
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  /// Up to `capacity` values wait.
  init(capacity: Int) {
    // Not made with this value: a semaphore must not end with less than it was made with.
    for _ in 0..<capacity { room.signal() }
  }

  /// Waits for room; false if nobody takes any more.
  func put(_ element: Element) -> Bool {
    room.wait()
    let isTaken = content.withLock { content in
      guard !content.isCancelled else { return false }
      content.elements.append(element)
      return true
    }
    if isTaken { filled.signal() } else { room.signal() }
    return isTaken
  }

  /// Waits for a value; `nil` if none will come any more.
  func take() -> Element? {
    filled.wait()
    let element = content.withLock { content -> Element? in
      guard !content.isCancelled else { return nil }
      let element = content.elements[content.first].take()
      content.first += 1
      if content.first == content.elements.count {
        content.elements.removeAll(keepingCapacity: true)
        content.first = 0
      }
      return element
    }
    if element != nil { room.signal() } else { filled.signal() }
    return element
  }

  /// Lets both sides go on without a value.
  func cancel() {
    content.withLock { content in
      content.isCancelled = true
      content.elements.removeAll()
      content.first = 0
    }
    room.signal()
    filled.signal()
  }
}
