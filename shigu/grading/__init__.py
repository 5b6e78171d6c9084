"""The yearly assessment (考核评价): sheets of firms or parks, the scheme, the grades."""
