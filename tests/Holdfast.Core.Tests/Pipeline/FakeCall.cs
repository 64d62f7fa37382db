using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>A call whose attempts a test scripts.</summary>
internal sealed class FakeCall(TimeProvider time) : Call(time)
{
    private readonly CancellationTokenSource _going = new();

    public Func<NodeModel, CancellationToken, ValueTask<Outcome>> OnAttempt { get; set; } = (_, _) => new(Outcome.Answered(200));

    /// <summary>Instead of <see cref="OnAttempt"/>, for a script that looks at the attempt itself.</summary>
    public Func<Attempt, CancellationToken, ValueTask<Outcome>>? OnTry { get; set; }

    public CallerDeadline? Waits { get; set; }

    public Criticality? Said { get; set; }

    /// <summary>When the body was sent whole; see <see cref="Call.SentAt"/>.</summary>
    public long BodySentAt { get; set; }

    public bool IsBodyGone { get; set; }

    public List<string> Nodes { get; } = [];

    public bool Gone { get; set; }

    public long? Length { get; set; }

    public string Verb { get; set; } = "GET";

    public string Target { get; set; } = "/";

    public string Authority { get; set; } = "localhost";

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Query { get; } = [];

    public Dictionary<string, string> Cookies { get; } = [];

    public string Client { get; set; } = "";

    public bool Secure { get; set; }

    public override string ClientAddress => Client;

    public override bool IsSecure => Secure;

    public bool TokenChecked { get; set; }

    public override bool IsTokenChecked => TokenChecked;

    public override bool CallerGone => Gone;

    public override CancellationToken CallerGoing => _going.Token;

    public override long? BodyLength => Length;

    public override bool CanBodyBeRepeated => !IsBodyGone;

    public override CallerDeadline? CallerDeadline => Waits;

    public override Criticality? CallerCriticality => Said;

    protected override long SentAt => BodySentAt;

    public override string Method => Verb;

    public override string Host => Authority;

    public override string Path => Target;

    public override bool TryGetHeader(string name, out string value) => Headers.TryGetValue(name, out value!);

    public override bool TryGetQuery(string name, out string value) => Query.TryGetValue(name, out value!);

    public override bool TryGetCookie(string name, out string value) => Cookies.TryGetValue(name, out value!);

    /// <summary>An attempt's answer was passed on.</summary>
    public bool IsAnswered { get; private set; }

    public bool Accepts(Attempt attempt, in Outcome head)
    {
        var isAccepted = Accept(attempt, head);
        if (isAccepted) IsAnswered = true;
        return isAccepted;
    }

    /// <summary>The caller goes.</summary>
    public void Leave()
    {
        Gone = true;
        _going.Cancel();
        AbandonAttempts();
    }

    public new void Reset() => base.Reset();

    /// <summary>What is made where one is asked for that goes to nobody; null: there is none.</summary>
    public Func<Call?>? OnTwin { get; set; }

    protected internal override Call? Twin() => OnTwin?.Invoke();

    /// <summary>What was answered without a node.</summary>
    public StoredAnswer? Answer { get; private set; }

    public override ValueTask<Outcome> AnswerAsync(StoredAnswer answer)
    {
        Answer = answer;
        return new(Outcome.Answered(answer.Status));
    }

    protected internal override ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp)
    {
        lock (Nodes) Nodes.Add(attempt.Node.Address);
        return OnTry is { } script ? script(attempt, timeIsUp) : OnAttempt(attempt.Node, timeIsUp);
    }
}
