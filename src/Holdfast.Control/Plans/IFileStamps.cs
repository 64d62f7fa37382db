namespace Holdfast.Control.Plans;

/// <summary>Tells whether a file is the one it was, without reading it.</summary>
public interface IFileStamps
{
    /// <summary>The stamp of a file that is not there, or that this process may not see.</summary>
    const string Absent = "absent";

    /// <summary>Text that differs when the file at the end of all links is another one, or was written to.</summary>
    string Of(string path);
}
