using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Queue;
using Holdfast.Gateway.Calls;
using Holdfast.Gateway.Headers;

namespace Holdfast.Gateway.Deliveries;

/// <summary>One call of an accepted operation, and the answer that was taken down.</summary>
internal sealed class DeliveryCall(GatewayCall call, AnswerSink answer, Stream body) : IDeliveryCall
{
    public Call Call => call;

    public OperationAnswer? Answer => call.AnswerBeganAt == 0 ? null
        : new OperationAnswer(call.Context.Response.StatusCode, TeeHeaders.Of(call.Context.Response.Headers), answer.Kept, !answer.IsOver);

    public async ValueTask DisposeAsync()
    {
        call.Dispose();
        await body.DisposeAsync();
        await answer.DisposeAsync();
    }
}
