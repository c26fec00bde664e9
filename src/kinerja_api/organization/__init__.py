"""Agencies, their unit trees and their posts."""
