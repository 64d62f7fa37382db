using System.Globalization;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan.Fields;
using Holdfast.WebConsole.Pages;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Plans;

/// <summary>How somebody wants a plan to go live, as it is written in a form.</summary>
/// <param name="IsTried">A share of the requests is to try it first.</param>
/// <param name="Share">As <c>10%</c> or <c>0.1</c>.</param>
/// <param name="Bake">As <c>2m</c>.</param>
public sealed record StageForm(bool IsTried, string Share, string Bake)
{
    internal const string HowName = "how";
    internal const string Tried = "tried";
    internal const string ShareName = "share";
    internal const string BakeName = "bake";

    public static StageForm Default { get; } = new(IsTried: false, "10%", "2m");

    internal static StageForm Read(IFormCollection form) => new(
        form[HowName] == Tried, form[ShareName] is [{ Length: > 0 } share] ? share : Default.Share, form[BakeName] is [{ Length: > 0 } bake] ? bake : Default.Bake);

    /// <param name="lane">What is meant.</param>
    /// <returns>What is wrong with it; null: nothing.</returns>
    internal string? TryRead(Visit visit, out PlanLane lane)
    {
        lane = PlanLane.Default;
        if (!IsTried) return null;
        if (((ScalarShape<TimeSpan>)Shapes.Duration(StageWish.BakeMin, StageWish.BakeMax)).Parse(Bake, out var bake) is { } bad) return $"{bad.Message}. {bad.Advice}";
        var isPercent = Share.EndsWith('%');
        var isNumber = double.TryParse(isPercent ? Share[..^1] : Share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var wish = new StageWish(isPercent ? number / 100 : number, bake);
        if (!isNumber || !wish.IsPossible) return visit.Text.Of("stage.bad-share", Share);
        lane = new PlanLane(wish);
        return null;
    }
}
