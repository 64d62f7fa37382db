using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Admin;

/// <summary>A call that ends as a test says.</summary>
internal sealed class TestCall(TimeProvider time, string path, Outcome outcome) : Call(time)
{
    /// <summary>How long it takes by the clock that stands still.</summary>
    public TimeSpan Lasts { get; init; }

    public override bool CallerGone => false;

    public override string Method => "GET";

    public override string Host => "localhost";

    public override string Path => path;

    public override bool TryGetHeader(string name, out string value)
    {
        value = "";
        return false;
    }

    public override bool TryGetQuery(string name, out string value) => TryGetHeader(name, out value);

    public override ValueTask<Outcome> AnswerAsync(StoredAnswer answer) => new(Outcome.Answered(answer.Status));

    protected override ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp)
    {
        if (Lasts > TimeSpan.Zero) ((FakeTimeProvider)Time).Advance(Lasts);
        return new(outcome);
    }
}
