using System.Text;
using Holdfast.Control.Store;

namespace Holdfast.Control.Admin;

/// <summary>One file of a plan, as the API carries it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Text">As it was written, its variables unread.</param>
public sealed record PlanFileEntry(string Path, string Text)
{
    public static PlanFileEntry Of(PlanTextFile file) => new(file.Path, Encoding.UTF8.GetString(file.Bytes));

    internal PlanTextFile ToFile() => new(Path, Encoding.UTF8.GetBytes(Text));
}
