using System.Globalization;
using System.Text;
using Holdfast.Control.Store;

namespace Holdfast.Control.Plans;

/// <summary><c>proposal.number</c> in the data folder: the number that was given last, so that none is given twice, by whichever process.</summary>
/// <remarks>Whoever approves one by its number must not approve another that came after a restart. Not safe for several threads.</remarks>
public sealed class ProposalNumbers(string folder)
{
    public const string Name = "proposal.number";

    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <exception cref="StoreException">It could not be kept, and is not given.</exception>
    public int Next()
    {
        try
        {
            var next = Last() + 1;
            DurableFile.Write(Path, Encoding.ASCII.GetBytes(next.ToString(CultureInfo.InvariantCulture)));
            return next;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            throw new StoreException(StoreErrors.Away, $"The number of what is to wait for a second owner cannot be kept in {Path}: {fault.Message}");
        }
    }

    private int Last() => File.Exists(Path) ? int.Parse(File.ReadAllText(Path), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
}
