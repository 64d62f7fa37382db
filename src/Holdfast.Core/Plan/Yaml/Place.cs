namespace Holdfast.Core.Plan;

/// <summary>Where something stands in a plan's text.</summary>
/// <param name="File">The path as the operator would write it.</param>
/// <param name="Line">From 1; 0: the file as a whole.</param>
/// <param name="Column">From 1, in characters.</param>
public readonly record struct Place(string File, int Line, int Column) : IComparable<Place>
{
    private const int PathMax = 4096;

    public int CompareTo(Place other)
    {
        var byFile = string.CompareOrdinal(File, other.File);
        if (byFile != 0)
            return byFile;
        var byLine = Line.CompareTo(other.Line);
        return byLine != 0 ? byLine : Column.CompareTo(other.Column);
    }

    public override string ToString()
    {
        var file = Printable.Of(File, PathMax);
        return Line == 0 ? file : $"{file}:{Line}:{Column}";
    }

    public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;

    public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;

    public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;
}
