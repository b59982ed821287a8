namespace OutreachPortal.Mail;

/// <summary>A writer's answer when its letter is about to leave: the letter, or that it is not wanted.</summary>
internal abstract record Draft;

internal sealed record Written(Letter Letter) : Draft;

/// <param name="State">Cancelled, Expired or Suppressed.</param>
/// <param name="Reason">For whoever asks why no letter came.</param>
internal sealed record NotWanted(DeliveryState State, string Reason) : Draft;
