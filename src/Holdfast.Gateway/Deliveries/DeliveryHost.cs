using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Queue;
using Holdfast.Gateway.Calls;
using Holdfast.Gateway.Forwarding;
using Holdfast.Gateway.Headers;

namespace Holdfast.Gateway.Deliveries;

/// <summary>Sends accepted operations as it sends the calls that come in.</summary>
internal sealed class DeliveryHost(IForwarder forwarder, IDurableQueue? queue, TimeProvider time) : IDeliveryHost
{
    /// <summary>Where a request came from was found out when it was accepted: nothing in it is believed any more.</summary>
    private static readonly Origin NoProxies = new([]);

    public IDeliveryCall Begin(ClaimedOperation operation, PlanModel plan, IReadOnlyList<KeyValuePair<string, string>> headers, int answerBytesMax)
    {
        var isSpilled = operation.SpilledBytes > 0;
        var body = isSpilled ? queue!.OpenSpilled(operation.Id) : new MemoryStream(operation.Body.ToArray(), writable: false);
        var answer = new AnswerSink(answerBytesMax);
        var context = DeliveryContext.Of(operation, headers, body, isSpilled ? operation.SpilledBytes : operation.Body.Length, answer);
        if (!RequestTarget.TryRead(context, out var target, out var why)) throw new InvalidOperationException($"The target of operation {operation.Id} cannot be read: {why}.");
        var call = new GatewayCall(forwarder, time);
        call.Begin(context, target, plan, NoProxies);
        return new DeliveryCall(call, answer, body);
    }
}
