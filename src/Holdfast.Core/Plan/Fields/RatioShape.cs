using System.Globalization;
using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A share of a whole: above 0 unless none of it is meant too, at most 1.</summary>
internal sealed class RatioShape(bool zeroToo = false) : ScalarShape<double>
{
    public override string Title => "ratio";

    public override string Bounds => zeroToo ? "0 to 1" : "above 0, up to 1";

    protected override string Hint => zeroToo ? "a ratio of 0 to 1, such as 0.5" : "a ratio above 0, up to 1, such as 0.5";

    public override ScalarFault? Parse(string text, out double value)
    {
        value = 0;
        if (text.EndsWith('%'))
            return new(ValueErrors.Malformed, $"'{Printable.Of(text)}' is a percentage", $"Write {Hint}.");
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (text.Length > 32 || !decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number))
            return Malformed(text);
        if (number is < 0 or > 1 || (number == 0 && !zeroToo))
            return new(ValueErrors.OutOfBounds, $"{text} is out of bounds", $"Write {Hint}.");
        value = (double)number;
        return null;
    }

    public override string Write(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    public override JsonObject Schema() =>
        OrVariable(new JsonObject { ["type"] = "number", [zeroToo ? "minimum" : "exclusiveMinimum"] = 0, ["maximum"] = 1 });
}
