using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>How an attempt to deliver an operation ended.</summary>
/// <param name="IsReached">Whether anything of it may have come to the service.</param>
/// <param name="Answer">Null: there was none.</param>
/// <param name="RetryAfter">For how long it asked to be left alone; zero: it did not.</param>
/// <param name="Note">For people.</param>
internal readonly record struct DeliveryEnd(bool IsReached, OperationAnswer? Answer, TimeSpan RetryAfter, string Note);
