using System.ComponentModel.DataAnnotations;

namespace Synter.Infrastructure.Providers.Facebook;

/// <summary>Section <c>Providers:Facebook</c>.</summary>
public sealed class FacebookOptions
{
    public const string Section = "Providers:Facebook";

    [Required]
    public Uri BaseAddress { get; set; } = new("https://graph.facebook.com/");

    /// <summary>Graph versions expire after about two years.</summary>
    [Required, RegularExpression(@"^v\d+\.\d+$", ErrorMessage = "Providers:Facebook:ApiVersion is not a version: write it as in v25.0.")]
    public string ApiVersion { get; set; } = "v25.0";

    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00", ErrorMessage = "Providers:Facebook:Timeout is not between a tenth of a second and two minutes.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
