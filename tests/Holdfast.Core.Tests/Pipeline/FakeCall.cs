using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>A call whose attempts a test scripts.</summary>
internal sealed class FakeCall(TimeProvider time) : Call(time)
{
    public Func<NodeModel, CancellationToken, ValueTask<Outcome>> OnAttempt { get; set; } = (_, _) => new(Outcome.Answered(200));

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

    public override bool CallerGone => Gone;

    public override long? BodyLength => Length;

    public override string Method => Verb;

    public override string Host => Authority;

    public override string Path => Target;

    public override bool TryGetHeader(string name, out string value) => Headers.TryGetValue(name, out value!);

    public override bool TryGetQuery(string name, out string value) => Query.TryGetValue(name, out value!);

    public override bool TryGetCookie(string name, out string value) => Cookies.TryGetValue(name, out value!);

    public new void Reset() => base.Reset();

    protected internal override ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp)
    {
        Nodes.Add(attempt.Node.Address);
        return OnAttempt(attempt.Node, timeIsUp);
    }
}
