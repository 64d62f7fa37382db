using Holdfast.Control.Plans;
using Holdfast.Control.Status;
using Holdfast.WebConsole.Language;

namespace Holdfast.WebConsole.Plans;

/// <summary>What is said of a plan that is tried by a share of the requests, or live and watched.</summary>
internal static class StageWords
{
    /// <summary>In a line.</summary>
    public static string Of(Text text, StageState stage) =>
        stage.IsLive ? text.Of("watch.running", stage.Number) : text.Of("stage.running", Words.Percent(stage.Share), stage.Number);

    /// <summary>What becomes of it by itself, and when.</summary>
    /// <param name="at">By the clock.</param>
    /// <param name="left">Until then.</param>
    public static string Until(Text text, StageState stage, string at, string left) =>
        stage.IsLive ? text.Of("watch.until", at, left) : text.Of("stage.until", at, left);

    /// <summary>What it is compared with.</summary>
    /// <param name="live">The revision that is live.</param>
    public static string Rest(Text text, StageState stage, int live) => stage.IsLive ? text.Of("watch.before", stage.Before ?? live) : text.Of("stage.beside", live);

    /// <summary>What becomes of it where somebody stops it.</summary>
    /// <param name="live">The name of the revision that is live.</param>
    public static string Stopped(Text text, StageState stage, string live) =>
        stage.IsLive ? text.Of("watch.stop", stage.Before ?? 0) : text.Of("stop.stage", Words.Percent(stage.Share), live);
}
