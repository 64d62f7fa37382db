using Holdfast.WebConsole.Streaming;

namespace Holdfast.Console.Tests.Streaming;

public sealed class LiveBlocksTests
{
    private const string Page = "<body><!--live:top--><p>a</p><!--/live--><main><!--main--><!--live:r0--><tr>1</tr><!--/live--><!--live:r1--><tr>2</tr><!--/live--><!--/main--></main></body>";

    [Fact]
    public void Since_Nothing_IsAllOfIt()
    {
        var delta = LiveBlocks.Cut(Page).Since(null)!;

        delta.Main.ShouldBe("<!--live:r0--><tr>1</tr><!--/live--><!--live:r1--><tr>2</tr><!--/live-->");
        delta.Blocks["top"].ShouldBe("<p>a</p>");
    }

    [Fact]
    public void Since_TheSame_IsNothing()
    {
        LiveBlocks.Cut(Page).Since(LiveBlocks.Cut(Page)).ShouldBeNull();
        LiveBlocks.Cut(Page).Id().ShouldBe(LiveBlocks.Cut(Page).Id());
    }

    [Fact]
    public void Since_ARowThatChanged_IsThatRow()
    {
        var (before, now) = (LiveBlocks.Cut(Page), LiveBlocks.Cut(Page.Replace("<tr>2", "<tr>3")));
        var delta = now.Since(before)!;

        delta.Main.ShouldBeNull();
        delta.Blocks.ShouldBe([new("r1", "<tr>3</tr>")]);
        now.Id().ShouldNotBe(before.Id());
    }

    [Fact]
    public void Since_ARowMore_IsTheMainPart()
    {
        var delta = LiveBlocks.Cut(Page.Replace("<!--/main-->", "<!--live:r2--><tr>3</tr><!--/live--><!--/main-->")).Since(LiveBlocks.Cut(Page))!;

        delta.Main!.ShouldContain("<tr>3</tr>");
    }
}
