using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary><c>async</c> of one interface, ready to be asked.</summary>
internal sealed class AsyncModel
{
    public AsyncModel(string lane, AsyncPlan plan, CompileContext context)
    {
        (Lane, Plan, Operations, Time) = (lane, plan, context.Operations, context.Time);
        State = StateOf(context, lane);
        Notices = QueueNews.Of(context);
        Rule = $"interfaces.{lane}.async";
        Key = new KeyReader(plan.Key);
        Order = plan.Order is { } order ? new KeyReader(order) : null;
        Bounds = new LaneBounds(plan.Backlog.CountMax, plan.Backlog.BytesMax, plan.Backlog.AgeMax);
        Secrets = RequestScrub.Secrets(plan);
        CallerBy = OperationCaller.Words(plan.Caller);
        NoKey = Refusal(AsyncErrors.NoKey, "no-idempotency-key", "key");
        KeyTaken = Refusal(AsyncErrors.KeyTaken, "key-taken", "key");
        Away = Refusal(AsyncErrors.Away, "queue-away", "when");
        NotForLater = Refusal(AsyncErrors.NotForLater, "not-for-later", "when");
        BodyRejected = new Refusal(CallErrors.BadBody, "bad-body", Position.Async, Rule);
    }

    public string Lane { get; }

    public AsyncPlan Plan { get; }

    public AsyncState State { get; }

    /// <summary>Null: the host has no queue.</summary>
    public OperationDesk? Operations { get; }

    public TimeProvider Time { get; }

    public QueueNews Notices { get; }

    public string Rule { get; }

    public KeyReader Key { get; }

    /// <summary>Null: in none.</summary>
    public KeyReader? Order { get; }

    public LaneBounds Bounds { get; }

    /// <summary>Headers that are not kept, beside the usual ones.</summary>
    public IReadOnlyList<string> Secrets { get; }

    public string CallerBy { get; }

    public Refusal NoKey { get; }

    public Refusal KeyTaken { get; }

    public Refusal Away { get; }

    public Refusal NotForLater { get; }

    public Refusal BodyRejected { get; }

    public static AsyncState StateOf(CompileContext context, string lane) => context.State.Interface(lane).Own(static () => new AsyncState());

    /// <summary>With the bound in its name: which one it was is what the operator has to know.</summary>
    public Refusal Full(string bound) => Refusal(AsyncErrors.Full, $"backlog-{bound}", "backlog");

    private Refusal Refusal(Errors.KnownError error, string decision, string key) => new(error, decision, Position.Async, $"{Rule}.{key}");
}
