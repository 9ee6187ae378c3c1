using System.ComponentModel.DataAnnotations;

namespace Synter.Infrastructure.Providers.X;

/// <summary>Section <c>Providers:X</c>.</summary>
public sealed class XOptions
{
    public const string Section = "Providers:X";

    [Required]
    public Uri BaseAddress { get; set; } = new("https://api.x.com/");

    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00", ErrorMessage = "Providers:X:Timeout is not between a tenth of a second and two minutes.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
