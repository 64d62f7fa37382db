using Holdfast.Control.Access;
using Holdfast.Control.Plans;
using Holdfast.Control.Tests.Queue;
using Holdfast.Control.Tests.Store;
using Holdfast.Control.Tests.Store.Sqlite;

namespace Holdfast.Control.Tests.Access;

/// <summary>Somebody sets the clock of the machine: what lasts for a time goes on for that time, and no longer.</summary>
public sealed class ClockJumpTests : IAsyncDisposable
{
    private readonly SetClock _clock = new();
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public void Session_WhileTheClockIsSet_GoesOnForItsTime(int hours)
    {
        using var tokens = new TokenBook(_folder.Open(_clock).Tokens, _clock);
        var book = new SessionBook(tokens, _clock);
        var ann = new Identity("ann", Role.Viewer, []);
        var (cookie, code) = (book.Begin(ann).Cookie, book.MakeCode(ann));

        _clock.Set(TimeSpan.FromHours(hours));

        book.Redeem(code).ShouldNotBeNull();
        for (var hour = 0; hour < SessionBook.SessionFor.TotalHours; hour++)
        {
            book.Find(cookie).ShouldNotBeNull($"after {hour} hours");
            _clock.Advance(TimeSpan.FromHours(1));
        }

        book.Find(cookie).ShouldBeNull();
    }

    [Theory]
    [InlineData(-48)]
    [InlineData(48)]
    public void Proposal_WhileTheClockIsSet_WaitsForItsTime(int hours)
    {
        var desk = new ProposalDesk(_clock);
        desk.Add(Drafts.Text(), PlanLane.AtOnce, static (number, at, until) => new Proposal(number, "ann", "x", at, until, 1, [], [], []));

        _clock.Set(TimeSpan.FromHours(hours));
        _clock.Advance(ProposalDesk.WaitsFor - TimeSpan.FromSeconds(1));
        desk.Waiting.ShouldHaveSingleItem();

        _clock.Advance(TimeSpan.FromSeconds(1));
        desk.Waiting.ShouldBeEmpty();
    }
}
