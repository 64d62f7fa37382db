using Holdfast.Core.Queue;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Async;

/// <summary>What operators are told.</summary>
internal static class AsyncSignals
{
    public const string Slice = "async";

    public static void HeldUp(SignalLog signals, string lane, string why) => signals.Publish(Slice, "deliveries-wait", lane, $"the service takes none now: {why}");

    public static void GoOn(SignalLog signals, string lane) => signals.Publish(Slice, "deliveries-go-on", lane, "the service takes them again");

    public static void Buried(SignalLog signals, string lane, OperationId id, string why) => signals.Publish(Slice, "operation-given-up", lane, $"operation {id}: {why}");
}
