using System.Diagnostics.Metrics;
using Holdfast.Core.Principles;
using Holdfast.WebConsole.Pages;

namespace Holdfast.Console.Tests.Pages;

public sealed class TableShelfTests
{
    [Fact]
    public async Task Tables_AskedForByManyTabs_AreMadeOnce()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var (slice, shelf) = (new CountedSlice(), new TableShelf(console.Runtime.Present));

        for (var i = 0; i < 30; i++) shelf.Of(slice).Tables.ShouldBeEmpty();

        slice.Asked.ShouldBe(1);
    }

    [Fact]
    public void Tables_BeforeThereIsAPlan_AreNone() => new TableShelf(null).Of(new CountedSlice()).Tables.ShouldBeEmpty();

    private sealed class CountedSlice : ISlice
    {
        public string Id => "counted";

        public int Principle => 1;

        public string Title => "Counted";

        public int Asked { get; private set; }

        public Snapshot Snapshot(SliceContext context)
        {
            Asked++;
            return new Snapshot(Id, []);
        }

        public void Instrument(Meter meter, Func<SliceContext?> now)
        {
        }
    }
}
