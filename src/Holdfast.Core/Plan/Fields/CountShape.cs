using System.Globalization;
using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

internal sealed class CountShape(int min, int max, string? unit) : ScalarShape<int>
{
    public override string Title => "whole number";

    public override string? Unit => unit;

    public override string Bounds => min == max
        ? Write(min)
        : string.Create(CultureInfo.InvariantCulture, $"{min:N0} to {max:N0}");

    protected override string Hint => $"a whole number of {Bounds}";

    public override ScalarFault? Parse(string text, out int value)
    {
        value = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number != decimal.Truncate(number))
            return Malformed(text);
        if (number < min || number > max)
            return new(ValueErrors.OutOfBounds, $"{Printable.Of(text)} is out of bounds", $"Write {Hint}.");
        value = (int)number;
        return null;
    }

    public override string Write(int value) => value.ToString(CultureInfo.InvariantCulture);

    public override JsonObject Schema() =>
        OrVariable(new JsonObject { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max });
}
