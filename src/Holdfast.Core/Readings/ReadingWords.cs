using System.Globalization;

namespace Holdfast.Core.Readings;

/// <summary>Readings for people.</summary>
public static class ReadingWords
{
    public static string Of(ReadingUnit unit, double? value) => value is not { } known ? "is not known" : unit switch
    {
        ReadingUnit.Flag => known > 0 ? "holds" : "does not hold",
        ReadingUnit.Ratio => Invariant($"is {known:0.#%}"),
        ReadingUnit.Time => known < 1 ? Invariant($"is {known * 1_000:0.#} ms") : Invariant($"is {known:0.##} s"),
        ReadingUnit.Rate => Invariant($"is {known:0.#}/s"),
        _ => Invariant($"is {known:0.#}"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
