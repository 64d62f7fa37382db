using Holdfast.Core.Pipeline;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Accepts for later what is always accepted, and what its caller asks for.</summary>
internal sealed class AsyncStage(AsyncAcceptor acceptor) : InboundStage
{
    private readonly AsyncModel _model = acceptor.Model;

    public override Position Position => Position.Async;

    public override ValueTask<Verdict> EnterAsync(Call call)
    {
        var preference = Preference.Parse(call.HeaderLine("Prefer"));
        var isAsked = preference.IsAsync && _model.Plan.When.HasFlag(AsyncWhen.Asked);
        return isAsked || _model.Plan.When.HasFlag(AsyncWhen.Always) ? AcceptAsync(call, isAsked, preference) : new(Verdict.Pass);
    }

    /// <summary>On the disk first, whatever comes: who waits for the answer itself waits for what was promised.</summary>
    private async ValueTask<Verdict> AcceptAsync(Call call, bool isAsked, Preference preference)
    {
        var (verdict, id) = await acceptor.AcceptAsync(call, preference.IsAsync);
        if (id is not { } accepted || !isAsked || preference.Wait <= TimeSpan.Zero) return verdict;
        try
        {
            var status = await _model.Operations!.WaitAsync(accepted, preference.Wait, call.CallerGoing);
            return status is { State: OperationState.Delivered or OperationState.Failed, Answer: { IsWhole: true } answer } ? Answer(answer, accepted) : verdict;
        }
        catch (QueueException)
        {
            // It is promised, and the caller is told so; how it went it can ask later.
            return verdict;
        }
    }

    private Verdict Answer(OperationAnswer answer, OperationId id) => Verdict.AnswerWith(
        new StoredAnswer(answer.Status, [.. answer.Headers, new("Preference-Applied", "respond-async, wait"), new(DeliveryHeaders.Operation, id.ToString())], answer.Body),
        "delivered-in-time", _model.Rule, new Measure("status", answer.Status, 0));
}
