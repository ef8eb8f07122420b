import Dispatch
import Synchronization

/// Hands values from one thread to another, a few at a time: who is ahead does other work meanwhile,
/// and waits when there is none.
final class BoundedQueue<Element: Sendable>: Sendable {
  private struct Content {
    var elements: [Element] = []
    var isCancelled = false
    var putterWaits = false
    var takerWaits = false
  }

  private let content = Mutex(Content())
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let capacity: Int

  /// Up to `capacity` values wait.
  init(capacity: Int) { self.capacity = capacity }

  /// Waits for room; false if nobody takes any more.
  ///
  /// - Parameter meanwhile: does a piece of other work; false if there is none.
  func put(_ element: Element, meanwhile: () -> Bool = { false }) -> Bool {
    while true {
      let isTaken = content.withLock { content -> Bool? in
        guard !content.isCancelled else { return false }
        guard content.elements.count < capacity else { return nil }
        content.elements.append(element)
        return true
      }
      if let isTaken {
        wakeTaker()
        return isTaken
      }
      if meanwhile() { continue }
      let mustWait = content.withLock { content in
        content.putterWaits = !content.isCancelled && content.elements.count >= capacity
        return content.putterWaits
      }
      if mustWait { room.wait() }
    }
  }

  /// Waits for a value; `nil` if none will come any more.
  ///
  /// - Parameter meanwhile: does a piece of other work; false if there is none.
  func take(meanwhile: () -> Bool = { false }) -> Element? {
    while true {
      let (element, isCancelled) = content.withLock { content in
        (content.elements.isEmpty ? nil : content.elements.removeFirst(), content.isCancelled)
      }
      if element != nil || isCancelled {
        wakePutter()
        return element
      }
      if meanwhile() { continue }
      let mustWait = content.withLock { content in
        content.takerWaits = !content.isCancelled && content.elements.isEmpty
        return content.takerWaits
      }
      if mustWait { filled.wait() }
    }
  }

  /// Lets a waiting taker look again: for a value, or for other work.
  func wakeTaker() {
    let isWaiting = content.withLock { content in
      defer { content.takerWaits = false }
      return content.takerWaits
    }
    if isWaiting { filled.signal() }
  }

  private func wakePutter() {
    let isWaiting = content.withLock { content in
      defer { content.putterWaits = false }
      return content.putterWaits
    }
    if isWaiting { room.signal() }
  }

  /// Lets both sides go on without a value.
  func cancel() {
    content.withLock { content in
      content.isCancelled = true
      content.elements.removeAll()
    }
    wakeTaker()
    wakePutter()
  }
}
