using Holdfast.Control.Status;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Status;

/// <summary>One cell of a table. Names and reasons come from elsewhere: what could move a cursor is shown, not done.</summary>
internal readonly record struct Cell
{
    /// <summary>Characters; what is longer is cut.</summary>
    private const int LengthMax = 120;

    /// <summary>As <see cref="LengthMax"/>, for what stands beside or below a row.</summary>
    public const int NoteMax = 400;

    public Cell(string text, Tone tone = Tone.Plain, int lengthMax = LengthMax)
    {
        Text = Printable.Of(text, lengthMax);
        Tone = tone;
    }

    public string Text { get; }

    public Tone Tone { get; }

    public static implicit operator Cell(string text) => new(text);
}
